import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { freePort } from '../support/portal.ts'
import { ROOT } from '../support/run-program.ts'
import { type Certificate, newIssuer } from './certificates.ts'
import type { Cluster } from './cluster.ts'
import { expect, test } from './fixtures.ts'
import { nginxOf } from './nginx.ts'
import { account, adapted, answers, makeOwned, type ServerProcess, serverProcess } from './server-process.ts'

/** Logs on a machine of their own, by docs/deploy: journal-upload.conf on a portal's machine, logs.conf on theirs. */
const running: ServerProcess[] = []
test.afterAll(async () => {
  for (const server of running.reverse()) await server.stop()
})

test('what a machine logs comes to that of the logs, and no line is missing after that was away', async ({
  cluster,
}) => {
  const { machine, logs, port } = await twoMachines(cluster)
  await logs.start()
  machine.write('PAYMENTS', 'MESSAGES')
  const sending = machine.send()
  await sending.start()
  await expect.poll(() => logs.received()).toEqual(['PAYMENTS', 'MESSAGES'])

  // A program that cannot send ends, and systemd starts it again. It begins with the line that it had sent last.
  await logs.stop()
  await sending.stop()
  machine.write('REQUEST')
  await logs.start()
  const again = machine.send()
  await again.start()
  const all = ['PAYMENTS', 'MESSAGES', 'MESSAGES', 'REQUEST']
  await expect.poll(() => logs.received()).toEqual(all)
  await again.stop()

  const strange = newIssuer(path.join(cluster.folder, 'servers', 'strange-machines'), 'Machines').issue('portal-1')
  expect(await statusOf(port, 'POST', '/upload')).toBe(400)
  expect(await statusOf(port, 'POST', '/upload', strange)).toBe(400)
  // Whose certificate is right can add, and read nothing.
  expect(await statusOf(port, 'GET', '/upload', machine.certificate)).toBe(403)
  expect(await statusOf(port, 'GET', '/entries', machine.certificate)).toBe(404)
  expect(logs.received()).toEqual(all)
})

async function twoMachines({ folder, programs }: Cluster) {
  const own = makeOwned(path.join(folder, 'servers', 'logs'))
  const [journal, received] = ['journal', 'received'].map((name) => makeOwned(path.join(own, name))) as [string, string]
  const machines = newIssuer(path.join(own, 'machines'), 'Machines')
  const certificate = machines.issue('portal-1')
  const host = machines.issue('localhost')
  const [port, plainPort] = [await freePort(), await freePort()]
  const { libraryPath, systemdBin } = programs
  const remote = path.join(systemdBin, 'systemd-journal-remote')

  const site = adapted(deployed('logs.conf'), {
    'listen 19532': `listen 127.0.0.1:${port}`,
    '127.0.0.1:19531': `127.0.0.1:${plainPort}`,
    'server_name logs.internal': 'server_name localhost',
    '/etc/nginx/logs.pem': host.certificate,
    '/etc/nginx/logs.key': host.key,
    '/etc/nginx/machines-issuer.pem': machines.certificate,
  })
  const proxy = nginxOf(makeOwned(path.join(own, 'nginx')), programs, site, port)
  await proxy.start()
  const taking = serverProcess({
    program: remote,
    args: [`--listen-http=127.0.0.1:${plainPort}`, '--split-mode=host', '-o', received],
    libraryPath,
    stopSignal: 'SIGTERM',
    isReady: () => answers(plainPort),
  })
  running.push(proxy, taking)

  // The program's own file lies where all of the machine's do: what ours says is given to it word by word.
  const settings = adapted(deployed('journal-upload.conf'), {
    'https://logs.internal:19532': `https://localhost:${port}`,
    '/etc/portal/logs/machine.key': certificate.key,
    '/etc/portal/logs/machine.pem': certificate.certificate,
    '/etc/portal/logs/issuer.pem': machines.certificate,
  })
  const said = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(settings)?.[1] ?? ''
  const sent = [`--url=${said('URL')}`, `--key=${said('ServerKeyFile')}`, `--cert=${said('ServerCertificateFile')}`]
  sent.push(
    `--trust=${said('TrustedCertificateFile')}`,
    `--directory=${journal}`,
    `--save-state=${path.join(own, 'sent')}`,
  )
  let count = 0
  return {
    port,
    machine: {
      certificate,
      /** Lines as journald would keep them of a portal. */
      write: (...faults: string[]) => {
        const input = faults.map((fault) => entry(++count, JSON.stringify({ fault }))).join('')
        const into = ['-o', path.join(journal, 'portal.journal'), '-']
        execFileSync(remote, into, {
          ...account,
          input,
          env: { ...process.env, LD_LIBRARY_PATH: libraryPath },
          stdio: 'pipe',
        })
      },
      send: () => {
        const sending = serverProcess({
          program: path.join(systemdBin, 'systemd-journal-upload'),
          args: sent,
          libraryPath,
          stopSignal: 'SIGTERM',
          isReady: async () => true,
        })
        running.push(sending)
        return sending
      },
    },
    logs: {
      start: () => taking.start(),
      stop: () => taking.stop(),
      received: () =>
        execFileSync('journalctl', [`--directory=${received}`, '--output=cat', '--no-pager', '--quiet'], {
          encoding: 'utf8',
        })
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line).fault as string),
    },
  }
}

const deployed = (file: string) => fs.readFileSync(path.join(ROOT, 'docs', 'deploy', file), 'utf8')

/** The journal's export format: a field a line, and an empty line at the end. */
const entry = (count: number, message: string) =>
  [
    `__REALTIME_TIMESTAMP=${Date.UTC(2026, 10, 23) * 1_000 + count}`,
    `__MONOTONIC_TIMESTAMP=${count}`,
    `_BOOT_ID=${'a'.repeat(32)}`,
    `_MACHINE_ID=${'b'.repeat(32)}`,
    '_SYSTEMD_UNIT=portal@3001.service',
    `MESSAGE=${message}`,
    '\n',
  ].join('\n')

function statusOf(port: number, method: string, place: string, machine?: Certificate): Promise<number> {
  const shown = machine && { key: fs.readFileSync(machine.key), cert: fs.readFileSync(machine.certificate) }
  const headers = { 'Content-Type': 'application/vnd.fdo.journal' }
  const options = { host: 'localhost', port, method, path: place, headers, rejectUnauthorized: false, agent: false }
  return new Promise((resolve, reject) => {
    const request = https.request({ ...options, ...shown }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
    request.end(method === 'POST' ? entry(99, '{"fault":"STRANGE"}') : undefined)
  })
}
