/** The office's side of a real call: baresip on loopback, steered over its control port, speaking with espeak-ng's voice. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { beside, find } from './installed.ts'

export interface Caller {
  dial(address: string): void
  /** Resolves when the other side has picked up. */
  answered: Promise<void>
  /** Resolves with the reason when the call is over. */
  closed: Promise<string>
  /** Says words in Polish, in place of what is being said. */
  say(words: string): void
  /** The next key that is pressed, or nothing after so many milliseconds. */
  key(withinMs: number): Promise<string | undefined>
  hangUp(): void
  stop(): void
}

/** A port that nobody uses at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

export async function startCaller(dir: string): Promise<Caller> {
  const [sip, control] = [await freePort(), await freePort()]
  const silence = join(dir, 'silence.wav')
  const rate = ['-r', '8000', '-c', '1', '-b', '16']
  execFileSync(find('sox')!, ['-n', ...rate, silence, 'trim', '0', '120'])
  mkdirSync(dir, { recursive: true })
  writeFileSync(
    join(dir, 'accounts'),
    `<sip:miasto@127.0.0.1:${sip}>;regint=0;audio_codecs=PCMA;answermode=manual;dtmfmode=rtpevent\n`,
  )
  writeFileSync(join(dir, 'contacts'), '')
  writeFileSync(
    join(dir, 'config'),
    `sip_listen 127.0.0.1:${sip}
net_interface 127.0.0.1
audio_source aufile,${silence}
audio_player aufile,${join(dir, 'heard.wav')}
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
call_local_timeout 60
ctrl_tcp_listen 127.0.0.1:${control}
module_path ${beside('baresip', 'lib/baresip/modules')}
module g711.so
module aufile.so
module uuid.so
module_app ctrl_tcp.so
module_app menu.so
module_tmp account.so
`,
  )
  const child: ChildProcess = spawn(find('baresip')!, ['-f', dir], { stdio: 'ignore' })
  const socket = await reach(control)
  const keys: string[] = []
  let wake = () => {}
  const answered = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<string>()
  onMessages(socket, ({ type, param = '' }) => {
    if (type === 'CALL_ESTABLISHED') answered.resolve()
    if (type === 'CALL_CLOSED') closed.resolve(param)
    // The end of a key comes as an event of its own, which says nothing new.
    if (type === 'CALL_DTMF_START') {
      keys.push(param)
      wake()
    }
  })
  const order = (command: string, params?: string) => {
    const text = JSON.stringify({ command, ...(params && { params }), token: command })
    socket.write(`${Buffer.byteLength(text)}:${text},`)
  }
  let said = 0
  return {
    answered: answered.promise,
    closed: closed.promise,
    dial: (address) => order('dial', address),
    say(words) {
      const [spoken, sent] = [join(dir, `said-${++said}.wav`), join(dir, `sent-${said}.wav`)]
      execFileSync(find('espeak-ng')!, ['-v', 'pl', '-s', '165', '-w', spoken, '--stdin'], { input: words })
      // A file that ends closes the call: silence after the words keeps it open.
      execFileSync(find('sox')!, [spoken, ...rate, sent, 'pad', '0', '30'])
      order('ausrc', `aufile,${sent}`)
    },
    async key(withinMs) {
      if (keys.length === 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      return keys.shift()
    },
    hangUp: () => order('hangup'),
    stop() {
      socket.destroy()
      child.kill('SIGKILL')
    },
  }
}

/** Its control port opens a moment after it has started. */
async function reach(port: number): Promise<Socket> {
  for (let tried = 0; tried < 50; tried++) {
    const socket = connect(port, '127.0.0.1')
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    if (open) return socket.on('error', () => {})
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('baresip did not open its control port')
}

/** Netstrings of JSON, `12:{"type":…},`. */
function onMessages(socket: Socket, heard: (message: { type?: string; param?: string }) => void): void {
  let rest = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data])
    for (;;) {
      const colon = rest.indexOf(':')
      if (colon < 0) return
      const end = colon + 1 + Number(rest.subarray(0, colon).toString())
      if (rest.length <= end) return
      heard(JSON.parse(rest.subarray(colon + 1, end).toString()))
      rest = rest.subarray(end + 1)
    }
  })
}
