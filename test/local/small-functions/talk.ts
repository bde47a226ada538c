/** Asked by a flow: one question behind a gate. */
interface FlowEvent {
  Details: { Parameters: { event: string; input?: string; node?: string; turn?: string } }
}

export async function handler({ Details }: FlowEvent) {
  const { event, input = '', node = '', turn = '0' } = Details.Parameters
  const reply = (next: string, say: string, to: string) => ({ next, say, node: to, turn: String(Number(turn) + 1) })
  if (event === 'ANSWERED') return reply('ask', 'Dzień dobry. Aby rozpocząć, proszę nacisnąć 1.', 'gate')
  if (node === 'gate' && input === '1') return reply('ask2', 'Proszę podać liczbę od 10 do 20 i nacisnąć krzyżyk.', 'q')
  return reply('hangup', `Dziękujemy za ${input}. Do widzenia.`, 'end')
}
