/** Pages around the sign-in: the start, what went wrong, the good-bye. */
import type { FC } from 'hono/jsx'
import { Actions, ButtonLink } from '../components/button.tsx'
import { Outcome } from '../components/notices.tsx'
import { Heading, StaffPage, useTexts } from './frame.tsx'

/** What Akcja is, and the way in. */
export const Start: FC = () => {
  const { start } = useTexts()
  return (
    <StaffPage title={start.title}>
      <Heading>{start.title}</Heading>
      <p class="akcja-lead">{start.lead}</p>
      <ul class="govuk-list govuk-list--bullet">
        {start.points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      <Actions>
        <ButtonLink href="/sign-in">{start.signIn}</ButtonLink>
      </Actions>
      <p class="govuk-hint">{start.account}</p>
    </StaffPage>
  )
}

/** The sign-in did not work out; whether the issuer was silent, or the answer was not for this browser. */
export const SignInFailed: FC<{ unavailable: boolean }> = ({ unavailable }) => {
  const { signIn } = useTexts()
  return (
    <StaffPage title={signIn.failed}>
      <Heading>{signIn.failed}</Heading>
      <p class="govuk-body">{unavailable ? signIn.unavailable : signIn.again}</p>
      <Actions>
        <ButtonLink href="/sign-in">{signIn.retry}</ButtonLink>
      </Actions>
    </StaffPage>
  )
}

/** Signed out here; the issuer's own session may go on. */
export const SignedOut: FC<{ leaveUrl: string | undefined }> = ({ leaveUrl }) => {
  const { signIn } = useTexts()
  return (
    <StaffPage title={signIn.signedOut}>
      <Outcome heading={signIn.signedOut} />
      {leaveUrl && (
        <p class="govuk-body">
          {signIn.issuerStays}{' '}
          <a class="govuk-link" href={leaveUrl}>
            {signIn.leaveIssuer}
          </a>
        </p>
      )}
      <Actions>
        <ButtonLink href="/sign-in" look="quiet">
          {signIn.signInAgain}
        </ButtonLink>
      </Actions>
    </StaffPage>
  )
}
