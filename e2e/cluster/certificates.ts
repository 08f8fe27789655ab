import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { makeOwned, writeOwned } from './server-process.ts'

/** A certificate and its key, as files that the servers' account can read. */
export type Certificate = { key: string; certificate: string }
/** Who vouches for machines and devices, as a utility does for its own: a key, a certificate and a list of what was lost. */
export type Issuer = {
  certificate: string
  /** Vouches for a name, for two days. */
  issue: (name: string) => Certificate
  /** The list of certificates that hold no longer, a PEM. */
  lost: (...ones: Certificate[]) => string
}

/** An issuer in a folder of its own, made by openssl. */
export function newIssuer(folder: string, name: string): Issuer {
  const own = makeOwned(folder)
  const at = (file: string) => path.join(own, file)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: own, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
  const readable = (file: string) => writeOwned(file, fs.readFileSync(file, 'utf8'))
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    'issuer.key',
    '-out',
    'issuer.pem',
  )
  readable(at('issuer.pem'))
  fs.writeFileSync(at('index.txt'), '')
  fs.writeFileSync(
    at('lists.conf'),
    '[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\ndefault_md = sha256\ndefault_crl_days = 2\n',
  )
  const ca = ['ca', '-config', 'lists.conf', '-keyfile', 'issuer.key', '-cert', 'issuer.pem']
  return {
    certificate: at('issuer.pem'),
    issue: (subject) => {
      const [key, certificate] = [at(`${subject}.key`), at(`${subject}.pem`)]
      const asked = ['-subj', `/CN=${subject}`, '-addext', `subjectAltName=DNS:${subject}`]
      openssl('req', ...newKey, ...asked, '-keyout', key, '-out', `${subject}.csr`)
      const by = ['-CA', 'issuer.pem', '-CAkey', 'issuer.key', '-days', '2', '-copy_extensions', 'copy']
      openssl('x509', '-req', '-in', `${subject}.csr`, ...by, '-out', certificate)
      for (const file of [key, certificate]) readable(file)
      return { key, certificate }
    },
    lost: (...ones) => {
      for (const { certificate } of ones) openssl(...ca, '-revoke', certificate)
      openssl(...ca, '-gencrl', '-out', 'lost.pem')
      readable(at('lost.pem'))
      return at('lost.pem')
    },
  }
}
