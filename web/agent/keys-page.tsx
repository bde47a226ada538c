/** Setting the keyboard shortcuts: how they work, and a key to each. */
import type { FC } from 'hono/jsx'
import { Actions, Button } from '../components/button.tsx'
import { Radios } from '../components/choices.tsx'
import type { FieldError } from '../components/errors.tsx'
import { TextInput } from '../components/fields.tsx'
import { Form, Heading } from '../staff/frame.tsx'
import { actions, type Keys, modes } from './keys.ts'
import { AgentPage, useCallTexts } from './parts.tsx'

export const KeysPage: FC<{ keys: Keys; typed: Keys; errors: FieldError[] }> = ({ keys, typed, errors }) => {
  const { keys: texts, home } = useCallTexts()
  const errorOf = (id: string) => {
    const text = errors.find((error) => error.id === id)?.text
    return text ? { error: text } : {}
  }
  return (
    <AgentPage title={texts.title} keys={keys} errors={errors} back={{ href: '/calls', text: home.title }}>
      <Heading>{texts.title}</Heading>
      <Form>
        <Radios
          name="mode"
          legend={texts.mode}
          legendSize="m"
          choices={modes.map((mode) => ({ value: mode, text: texts.modes[mode] }))}
          value={typed.mode}
        />
        {actions.map((action) => (
          <TextInput
            name={`key-${action}`}
            label={texts.actions[action]}
            value={typed.keys[action]}
            width={2}
            maxlength={1}
            spellcheck={false}
            autocomplete="off"
            {...errorOf(`key-${action}`)}
          />
        ))}
        <Actions>
          <Button>{texts.save}</Button>
        </Actions>
      </Form>
    </AgentPage>
  )
}
