import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../support/portal.ts'
import { ROOT } from '../support/run-program.ts'
import type { Programs } from './debian-packages.ts'
import { adapted, answers, makeOwned, type ServerProcess, serverProcess, writeOwned } from './server-process.ts'

export type Nginx = { server: ServerProcess; port: number; plainPort: number; log: string }

/**
 * The nginx of docs/deploy/nginx.conf before portals at two ports of this machine, in a folder of its own. With an `issuer`
 * of certificates, a PEM, it reaches them as on other machines: over TLS, by the lines that wait there for it. `beside` are more
 * servers, for the same portals.
 */
export async function startNginx(
  folder: string,
  { nginx, libraryPath }: Programs,
  ports: readonly [number, number],
  { issuer, beside = '' }: { issuer?: string; beside?: string } = {},
): Promise<Nginx> {
  const [port, plainPort] = [await freePort(), await freePort()]
  const own = makeOwned(folder)
  const [key, certificate] = [path.join(own, 'privkey.pem'), path.join(own, 'fullchain.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  for (const file of [key, certificate]) writeOwned(file, fs.readFileSync(file, 'utf8'))
  const log = path.join(own, 'portal.log')
  const template = fs.readFileSync(path.join(ROOT, 'docs/deploy/nginx.conf'), 'utf8')
  const site = adapted(template, {
    'server 127.0.0.1:3001 ': `server 127.0.0.1:${ports[0]} `,
    'server 127.0.0.1:3002 ': `server 127.0.0.1:${ports[1]} `,
    'listen 80': `listen 127.0.0.1:${plainPort}`,
    'listen 443': `listen 127.0.0.1:${port}`,
    'https://khata.example$': `https://localhost:${port}$`,
    'server_name khata.example': 'server_name localhost',
    '/etc/ssl/khata.example/fullchain.pem': certificate,
    '/etc/ssl/khata.example/privkey.pem': key,
    '/var/log/nginx/portal.log': log,
    // A port that is not the usual one belongs to the host's name.
    'proxy_set_header Host $host': 'proxy_set_header Host $http_host',
    ...(issuer && overTls(path.join(own, 'issuer.pem'), issuer)),
  })
  const server = nginxOf(own, { nginx, libraryPath }, site + beside, port)
  await server.start()
  return { server, port, plainPort, log }
}

/** An nginx with these servers in a folder of its own, for programs of Debian's; `port` is one at which it listens. */
export function nginxOf(
  own: string,
  { nginx, libraryPath }: Pick<Programs, 'nginx' | 'libraryPath'>,
  site: string,
  port: number,
): ServerProcess {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${own}/${kind};`,
  )
  const config = path.join(own, 'nginx.conf')
  const around = `daemon off; worker_processes 2; pid ${own}/nginx.pid; error_log stderr error; events { worker_connections 1024; }`
  writeOwned(config, `${around}\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${site}\n}\n`)
  return serverProcess({
    program: nginx,
    args: ['-p', own, '-c', config],
    libraryPath,
    stopSignal: 'SIGTERM',
    isReady: () => answers(port),
  })
}

function overTls(file: string, issuer: string): Record<string, string> {
  writeOwned(file, issuer)
  return {
    '#proxy_ssl_': 'proxy_ssl_',
    '/etc/nginx/portals-issuer.pem': file,
    'proxy_pass http://portal': 'proxy_pass https://portal',
  }
}
