/** The local issuer's key: made once, kept in the data folder, so that tokens outlive a restart and `npm run token` needs no cloud. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'

export interface IssuerKey {
  private: KeyObject
  /** The public half as the JWKS shows it. */
  public: JWK
}

/** Reads `issuer-key.pem` of a folder; makes it when it is not there. */
export function issuerKey(dir: string): IssuerKey {
  const file = join(dir, 'issuer-key.pem')
  const key = createPrivateKey(read(file) ?? create(dir, file))
  const jwk = createPublicKey(key).export({ format: 'jwk' }) as JWK
  return { private: key, public: { ...jwk, kid: 'local', alg: 'ES256', use: 'sig' } }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Two processes that begin at once end with one key: the first link wins. */
function create(dir: string, file: string): string {
  mkdirSync(dir, { recursive: true })
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const half = `${file}.${process.pid}`
  writeFileSync(half, privateKey, { mode: 0o600 })
  try {
    linkSync(half, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(half)
  }
  return readFileSync(file, 'utf8')
}
