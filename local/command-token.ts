/** `npm run token -- manager`: a bearer token for the API of the local cloud, whether or not it is running. */
import { dataFolder, fail, running, Trouble } from './command-folder.ts'
import { issuerApp } from './issuer.ts'
import { isRole, roles } from './issuer-people.ts'

try {
  const role = process.argv[2] ?? ''
  if (!isRole(role)) throw new Trouble(`npm run token -- <role>, where the role is one of: ${roles.join(', ')}`)
  const url = running()?.url ?? `http://localhost:${process.env.PORT || 3000}`
  console.log(await issuerApp({ url, dir: dataFolder, clock: Date }).token(role))
} catch (error) {
  fail(error)
}
