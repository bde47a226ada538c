/** The end of every step's form: go on, or save and come back. */
import type { Child, FC } from 'hono/jsx'
import { Actions, Button } from '../components/button.tsx'
import { useTexts } from './frame.tsx'

export const SaveActions: FC<{ children?: Child }> = ({ children }) => {
  const { steps } = useTexts()
  return (
    <Actions>
      <Button name="and" value="next">
        {steps.save}
      </Button>
      <Button look="quiet" name="and" value="later">
        {steps.later}
      </Button>
      {children}
    </Actions>
  )
}
