/** Staff texts of every page: menu, sign-in, what cannot be shown, the words of a campaign's state. */
import type { Move, PauseReason, Status } from '../../shared/campaign/campaign.ts'
import type { Words } from './staff-words.ts'

export const pl = {
  menu: {
    product: 'Akcja',
    campaigns: 'Akcje',
    calls: 'Rozmowy',
    phones: 'Telefony',
    services: 'Usługi',
    cases: 'Sprawy',
    'unit-cases': 'Sprawy jednostki',
    audit: 'Dziennik',
    office: 'Dane urzędu',
    signOut: 'Wyloguj się',
    api: 'Interfejs programistyczny (API)',
    footer: (office: string) => `${office} · Akcja, system wysyłek i ankiet contact center`,
  },
  start: {
    title: 'Zapytaj mieszkańców i\u00a0zobacz odpowiedzi na bieżąco',
    lead: 'Akcja wysyła ankiety do mieszkańców i\u00a0liczy odpowiedzi w\u00a0chwili, gdy przychodzą.',
    points: [
      'Przygotujesz akcję w\u00a0sześciu krótkich krokach: cel, ankieta, kontakty, wiadomość, terminy, sprawdzenie.',
      'Druga osoba sprawdza i\u00a0zatwierdza, zanim cokolwiek zostanie wysłane.',
      'W\u00a0każdej chwili możesz akcję wstrzymać albo zatrzymać.',
    ],
    signIn: 'Zaloguj się',
    account: 'Logujesz się kontem urzędu.',
  },
  signIn: {
    failed: 'Nie udało się zalogować',
    again: 'Logowanie trwało zbyt długo albo zaczęło się w\u00a0innej karcie przeglądarki. Zacznij jeszcze raz.',
    unavailable:
      'System logowania urzędu nie odpowiada. Spróbuj za kilka minut; jeśli to nie pomoże, powiadom administratora.',
    retry: 'Zaloguj się jeszcze raz',
    signedOut: 'Wylogowano z\u00a0Akcji',
    issuerStays: 'Konto urzędu może być nadal zalogowane w\u00a0tej przeglądarce.',
    leaveIssuer: 'Wyloguj się także z\u00a0konta urzędu',
    signInAgain: 'Zaloguj się ponownie',
  },
  hindered: {
    notFound: {
      title: 'Nie ma takiej strony',
      text: 'Adres jest błędny albo strona została usunięta.',
      next: 'Przejdź do strony głównej',
    },
    notForRole: {
      title: 'Ta strona nie jest dostępna dla Twojej roli',
      text: 'Jeśli potrzebujesz dostępu, zwróć się do administratora Akcji w\u00a0urzędzie.',
      next: 'Przejdź do strony głównej',
    },
    noRole: {
      title: 'Twoje konto nie ma dostępu do Akcji',
      text: 'Logowanie się udało, ale Twoje konto nie ma roli, która obejmuje strony Akcji. Zwróć się do administratora w\u00a0urzędzie, aby ją nadał, a\u00a0potem wyloguj się i\u00a0zaloguj ponownie.',
      next: '',
    },
    expired: {
      title: 'Sesja wygasła',
      text: 'Przez pół godziny nic się nie działo, więc dla bezpieczeństwa nastąpiło wylogowanie. Nic nie zostało zapisane ani wykonane: zrób to jeszcze raz po zalogowaniu.',
      next: 'Zaloguj się i\u00a0wróć',
    },
    forged: {
      title: 'Formularz nie został przyjęty',
      text: 'Nie można potwierdzić, że formularz wysłano z\u00a0tej strony w\u00a0tej sesji. Otwórz stronę jeszcze raz i\u00a0spróbuj ponownie.',
      next: 'Otwórz stronę jeszcze raz',
    },
    conflict: {
      title: 'Ktoś zmienił tę akcję w\u00a0międzyczasie',
      text: 'Twoja zmiana nie została zapisana. Otwórz stronę jeszcze raz, sprawdź, co się zmieniło, i\u00a0powtórz.',
      next: 'Otwórz stronę jeszcze raz',
    },
    refused: {
      title: 'Tego nie można teraz zrobić',
      text: 'Nic nie zostało zmienione.',
      next: 'Wróć',
    },
    tooLarge: {
      title: 'Formularz jest za duży',
      text: 'Przesłane dane przekraczają dozwolony rozmiar (1\u00a0MB). Zmniejsz plik i\u00a0spróbuj ponownie.',
      next: 'Wróć',
    },
    broken: {
      title: 'Coś się nie udało po naszej stronie',
      text: 'Zapisaliśmy, że wystąpił błąd. Spróbuj jeszcze raz; jeśli to nie pomoże, powiadom administratora Akcji.',
      next: 'Spróbuj jeszcze raz',
    },
  },
  notSaved: {
    ended: {
      title: 'Sesja wygasła, ale nic nie przepadło',
      text: 'Przez pół godziny nic się nie działo, więc dla bezpieczeństwa nastąpiło wylogowanie. To, co jest wpisane, nie zostało jeszcze zapisane. Nie zamykaj tej karty.',
      next: 'Zaloguj się (otworzy się nowa karta)',
      comeBack: 'Wróć do tej karty i\u00a0wyślij formularz jeszcze raz.',
      send: 'Wyślij jeszcze raz',
    },
    renewed: {
      title: 'Potwierdź wysłanie formularza',
      text: 'Ten formularz był otwarty przed ostatnim logowaniem, więc jeszcze nic nie zostało zapisane. Jeśli to Ty go wypełniasz, wyślij go teraz.',
      next: 'Nie wysyłaj, otwórz stronę od nowa',
      send: 'Wyślij teraz',
    },
  },
  status: {
    draft: 'Wersja robocza',
    submitted: 'Czeka na zatwierdzenie',
    approved: 'Zatwierdzona',
    running: 'W\u00a0toku',
    paused: 'Wstrzymana',
    finished: 'Zakończona',
    stopped: 'Zatrzymana',
  } satisfies Record<Status, string>,
  pausedBecause: {
    bounces:
      'Akcja wstrzymała się sama: zbyt wiele adresów nie istnieje. Lista jest prawdopodobnie nieaktualna. Sprawdź ją z\u00a0właścicielem danych, zanim wznowisz.',
    complaints:
      'Akcja wstrzymała się sama: zbyt wiele osób oznaczyło wiadomość jako spam. Sprawdź treść i\u00a0listę, zanim wznowisz.',
    rejected: 'Akcja wstrzymała się sama: system pocztowy odrzuca wiadomości. Powiadom administratora.',
    misconfigured: 'Akcja wstrzymała się sama: wysyłka poczty nie jest poprawnie ustawiona. Powiadom administratora.',
    phone: 'Akcja wstrzymała się sama: system telefoniczny nie przyjmuje połączeń. Powiadom administratora.',
  } satisfies Record<PauseReason, string>,
  move: {
    submit: 'Poproś o\u00a0zatwierdzenie',
    withdraw: 'Cofnij do wersji roboczej',
    return: 'Zwróć z\u00a0uwagą',
    approve: 'Zatwierdź',
    launch: 'Uruchom akcję',
    pause: 'Wstrzymaj',
    resume: 'Wznów',
    stop: 'Zatrzymaj na zawsze',
    finish: 'Zakończ',
  } satisfies Record<Move, string>,
}

export const en: Words<typeof pl> = {
  menu: {
    product: 'Akcja',
    campaigns: 'Drives',
    calls: 'Calls',
    phones: 'Phones',
    services: 'Services',
    cases: 'Cases',
    'unit-cases': 'Unit’s cases',
    audit: 'Audit',
    office: 'Office details',
    signOut: 'Sign out',
    api: 'Programming interface (API)',
    footer: (office) => `${office} · Akcja, the contact centre’s mailings and surveys`,
  },
  start: {
    title: 'Ask residents and watch the answers come in',
    lead: 'Akcja sends surveys to residents and counts the answers while they arrive.',
    points: [
      'You prepare a drive in six short steps: purpose, survey, contacts, message, dates, check.',
      'A second person checks and approves before anything is sent.',
      'You can pause or stop a drive at any moment.',
    ],
    signIn: 'Sign in',
    account: 'You sign in with your office account.',
  },
  signIn: {
    failed: 'Signing in did not work',
    again: 'It took too long, or it was begun in another tab of the browser. Start once more.',
    unavailable:
      'The office’s sign-in does not answer. Try in a few minutes; if that does not help, tell the administrator.',
    retry: 'Sign in once more',
    signedOut: 'You are signed out of Akcja',
    issuerStays: 'Your office account may still be signed in in this browser.',
    leaveIssuer: 'Sign out of the office account as well',
    signInAgain: 'Sign in again',
  },
  hindered: {
    notFound: {
      title: 'There is no such page',
      text: 'The address is wrong, or the page was removed.',
      next: 'Go to the start page',
    },
    notForRole: {
      title: 'This page is not open to your role',
      text: 'If you need it, ask the administrator of Akcja in your office.',
      next: 'Go to the start page',
    },
    noRole: {
      title: 'Your account has no access to Akcja',
      text: 'You are signed in, but your account has no role that covers pages of Akcja. Ask the administrator in your office for one, then sign out and in again.',
      next: '',
    },
    expired: {
      title: 'Your session has ended',
      text: 'Nothing happened for half an hour, so you were signed out for safety. Nothing was saved or done: do it once more when you are signed in.',
      next: 'Sign in and go back',
    },
    forged: {
      title: 'The form was not accepted',
      text: 'It cannot be confirmed that the form was sent from this page in this session. Open the page again and repeat.',
      next: 'Open the page again',
    },
    conflict: {
      title: 'Somebody changed this drive in the meantime',
      text: 'Your change was not saved. Open the page again, see what has changed, and repeat.',
      next: 'Open the page again',
    },
    refused: {
      title: 'This cannot be done now',
      text: 'Nothing was changed.',
      next: 'Go back',
    },
    tooLarge: {
      title: 'The form is too large',
      text: 'What was sent is over the limit of 1 MB. Make the file smaller and try again.',
      next: 'Go back',
    },
    broken: {
      title: 'Something went wrong on our side',
      text: 'The error was noted. Try once more; if that does not help, tell the administrator of Akcja.',
      next: 'Try once more',
    },
  },
  notSaved: {
    ended: {
      title: 'Your session has ended, but nothing is lost',
      text: 'Nothing happened for half an hour, so you were signed out for safety. What you typed is not saved yet. Do not close this tab.',
      next: 'Sign in (opens in a new tab)',
      comeBack: 'Come back to this tab and send the form once more.',
      send: 'Send once more',
    },
    renewed: {
      title: 'Confirm that the form is to be sent',
      text: 'This form was opened before the last sign-in, so nothing has been saved yet. If it is you who fills it in, send it now.',
      next: 'Do not send it, open the page anew',
      send: 'Send now',
    },
  },
  status: {
    draft: 'Draft',
    submitted: 'Waiting for approval',
    approved: 'Approved',
    running: 'Running',
    paused: 'Paused',
    finished: 'Finished',
    stopped: 'Stopped',
  },
  pausedBecause: {
    bounces:
      'The drive paused by itself: too many addresses do not exist. The list is probably out of date. Check it with the owner of the data before you resume.',
    complaints:
      'The drive paused by itself: too many people marked the message as spam. Check the text and the list before you resume.',
    rejected: 'The drive paused by itself: the mail system rejects the messages. Tell the administrator.',
    misconfigured: 'The drive paused by itself: sending mail is not set up correctly. Tell the administrator.',
    phone: 'The drive paused by itself: the telephone system takes no calls. Tell the administrator.',
  },
  move: {
    submit: 'Ask for approval',
    withdraw: 'Take back to draft',
    return: 'Return with a remark',
    approve: 'Approve',
    launch: 'Launch the drive',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop for good',
    finish: 'Finish',
  },
}
