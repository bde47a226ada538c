/** What may go wrong with the issuer; apart from it, because only some requests need the issuer's library. */

/** The issuer does not answer, or answers nonsense: a matter for whoever runs it, not for the person who signs in. */
export class IssuerUnavailable extends Error {
  override name = 'IssuerUnavailable'
}

/** The token, or the code that should become one, is not good: expired, foreign, altered. */
export class NotSignedIn extends Error {
  override name = 'NotSignedIn'
}
