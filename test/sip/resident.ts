/** The resident's side of a real call: sipp picks up and plays keys as RFC 4733 packets; what is said comes to an ear of our own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './caller.ts'
import { beside, find } from './installed.ts'

export interface SipResident {
  /** `sip:600100200@127.0.0.1:PORT` */
  address: string
  /** sipp's verdict when the call is over: 0 when all went as the scenario says. */
  verdict: Promise<number | null>
  /** How loud it was at her ear: the root of the mean square of all samples so far, from 0 to 32,767. */
  loudness(): number
  stop(): void
}

/** Somebody who presses these keys, each so many milliseconds after the one before. Without keys: busy. */
export async function startResident(dir: string, keys: string[], apartMs = 4_000): Promise<SipResident> {
  const [port, media] = [await freePort(), await freePort()]
  const scenario = join(dir, 'resident.xml')
  const ear = await listen()
  writeFileSync(scenario, keys.length > 0 ? answering(keys, apartMs, ear.port) : busy)
  const options = [
    '-sf',
    scenario,
    '-i',
    '127.0.0.1',
    '-p',
    String(port),
    '-mi',
    '127.0.0.1',
    '-mp',
    String(media & ~1),
  ]
  const child: ChildProcess = spawn(find('sipp')!, [...options, '-m', '1', '-nostdin'], {
    stdio: 'ignore',
    cwd: dir,
  })
  const verdict = new Promise<number | null>((resolve) => child.on('close', resolve))
  await new Promise((resolve) => setTimeout(resolve, 500)) // it has no way to say that it listens
  return {
    address: `sip:600100200@127.0.0.1:${port}`,
    verdict,
    loudness: ear.loudness,
    stop() {
      ear.close()
      child.kill('SIGKILL')
    },
  }
}

/** Takes RTP packets of PCMA and weighs them. */
async function listen() {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  let [sum, samples] = [0, 0]
  socket.on('message', (packet) => {
    if ((packet[1]! & 0x7f) !== 8) return
    for (const byte of packet.subarray(12)) sum += linear(byte) ** 2
    samples += packet.length - 12
  })
  return {
    port: socket.address().port,
    loudness: () => Math.sqrt(sum / Math.max(1, samples)),
    close: () => socket.close(),
  }
}

/** A sample of A-law (G.711) as a number of 16 bits. */
function linear(byte: number): number {
  const flipped = byte ^ 0x55
  const exponent = (flipped >> 4) & 7
  const mantissa = ((flipped & 15) << 4) + 8
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return flipped & 0x80 ? size : -size
}

const headers = `[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>`

const reply = (status: string, rest = 'Content-Length: 0\n') => `<send><![CDATA[
SIP/2.0 ${status}
${headers}
${rest}
]]></send>`

const offer = (ear: number) => `Content-Type: application/sdp
Content-Length: [len]

v=0
o=resident 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio ${ear} RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-16`

const whole = (steps: string) => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="resident">
<recv request="INVITE" crlf="true"/>
${steps}
</scenario>
`

const busy = whole(`${reply('486 Busy Here')}\n<recv request="ACK"/>`)

function answering(keys: string[], apartMs: number, ear: number): string {
  const file = (key: string) => (key === '*' ? 'star' : key === '#' ? 'pound' : key)
  const press = keys.map(
    (key) => `<pause milliseconds="${apartMs}"/>
<nop><action><exec play_pcap_audio="${beside('sipp', `share/sip-tester/dtmf_2833_${file(key)}.pcap`)}"/></action></nop>`,
  )
  return whole(`${reply('180 Ringing')}
<pause milliseconds="500"/>
${reply('200 OK', offer(ear))}
<recv request="ACK"/>
${press.join('\n')}
<recv request="BYE" timeout="60000"/>
${reply('200 OK')}`)
}
