/** Before tests of the whole: the assembly that their clouds boot, made once and only if something changed. */
import { synthesize } from '../../local/synthesize.ts'

export default (): Promise<void> => synthesize()
