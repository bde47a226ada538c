/** Buttons, links that look like them, and the row they stand in. */
import type { Child, FC } from 'hono/jsx'

export interface ButtonProps {
  /** `main` once on a page; `quiet` for the rest; `danger` for what cannot be taken back. */
  look?: 'main' | 'quiet' | 'danger'
  name?: string
  value?: string
  /** Id of the form it sends, when it stands outside. */
  form?: string
  formaction?: string
  id?: string
  children?: Child
}

const looks = { main: '', quiet: ' govuk-button--secondary', danger: ' govuk-button--warning' }

/** Sends its form. */
export const Button: FC<ButtonProps> = ({ look = 'main', children, ...props }) => (
  <button type="submit" class={`govuk-button${looks[look]}`} {...props}>
    {children}
  </button>
)

/** A link that looks like a button: for going somewhere, never for changing something. */
export const ButtonLink: FC<{ href: string; look?: ButtonProps['look']; children?: Child }> = (props) => (
  <a href={props.href} class={`govuk-button${looks[props.look ?? 'main']}`} draggable={false}>
    {props.children}
  </a>
)

/** Buttons and links side by side at the end of a form. */
export const Actions: FC<{ children?: Child }> = ({ children }) => (
  <div class="govuk-button-group akcja-actions">{children}</div>
)
