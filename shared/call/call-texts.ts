/** What an automated call says, for the ear: Polish is the source, English must satisfy its type. Texts and nothing else. */

/** Languages that have a voice. */
export type Spoken = 'pl' | 'en'

const pl = {
  hello: (office: string) => `Dzień dobry. Dzwoni ${office}. To jest połączenie automatyczne.`,
  verify: (phone: string) => `Ten telefon można sprawdzić pod numerem ${phone}.`,
  gate:
    'Aby nie otrzymywać takich telefonów, proszę nacisnąć 0. Aby oddzwonił do Państwa pracownik, proszę nacisnąć 9. ' +
    'Aby rozpocząć, proszę nacisnąć 1.',
  minutes: (minutes: number) =>
    minutes === 1
      ? 'Dziękujemy. Udział jest dobrowolny i zajmie około jednej minuty.'
      : `Dziękujemy. Udział jest dobrowolny i zajmie około ${minutes} minut.`,
  controller: (controller: string) => `Administrator danych: ${controller}.`,
  source: (source: string) => `Źródło danych: ${source}.`,
  rights: (phone: string) => `O swoich prawach i danych dowiedzą się Państwo pod numerem ${phone}.`,
  help:
    'Na pytania odpowiada się klawiszami telefonu. Gwiazdka powtarza pytanie, 8 wraca do poprzedniego, ' +
    '9 zamawia rozmowę z pracownikiem, a 0 kończy takie telefony na stałe.',
  begin: 'Aby przejść do pytań, proszę nacisnąć 1.',
  heardKeys:
    'Aby potwierdzić, że wiadomość dotarła, proszę nacisnąć 1. Aby usłyszeć ją jeszcze raz, proszę nacisnąć gwiazdkę. ' +
    'Aby oddzwonił do Państwa pracownik, proszę nacisnąć 9. Aby nie otrzymywać takich telefonów, proszę nacisnąć 0.',
  heard: 'Dziękujemy za wysłuchanie wiadomości.',
  helpVisit: 'Gwiazdka powtarza, 9 zamawia rozmowę z pracownikiem, a 0 kończy takie telefony na stałe.',
  beginVisit: 'Aby usłyszeć pierwszy wolny termin wizyty, proszę nacisnąć 1.',
  firstSlot: (when: string, where: string) => `Pierwszy wolny termin to ${when}, ${where}.`,
  nextSlot: (when: string, where: string) => `Następny wolny termin to ${when}, ${where}.`,
  stated: (statement: string) => `Naciskając 1, składają Państwo oświadczenie: ${statement}`,
  slotKeys:
    'Aby umówić się na ten termin, proszę nacisnąć 1. Aby usłyszeć następny, proszę nacisnąć 2. ' +
    'Aby powtórzyć, proszę nacisnąć gwiazdkę. Aby oddzwonił do Państwa pracownik, proszę nacisnąć 9. ' +
    'Aby nie otrzymywać takich telefonów, proszę nacisnąć 0.',
  slotTaken: 'Ten termin właśnie zajął ktoś inny.',
  noSlots:
    'Nie ma więcej wolnych terminów. Aby usłyszeć terminy od początku, proszę nacisnąć 1. ' +
    'Aby oddzwonił do Państwa pracownik, proszę nacisnąć 9. Aby nie otrzymywać takich telefonów, proszę nacisnąć 0.',
  booked: (when: string, where: string) => `Wizyta jest umówiona: ${when}, ${where}.`,
  code: (code: string) => `Numer rezerwacji: ${code}.`,
  change: (phone: string) => `Aby przełożyć lub odwołać wizytę, proszę zadzwonić pod numer ${phone}. Do widzenia.`,
  bookedBefore: 'Wizyta w tej sprawie jest już umówiona.',
  progress: (number: number, of: number) => `Pytanie ${number} z ${of}.`,
  choice: (choice: string, key: string) => `${choice}: proszę nacisnąć ${key}.`,
  scale: (min: string, max: string) => `Proszę nacisnąć klawisz od ${min} do ${max}.`,
  number: (min: number, max: number) => `Proszę podać liczbę od ${min} do ${max} i nacisnąć krzyżyk.`,
  end: (mark: string, meaning: string) => `${mark} oznacza: ${meaning}.`,
  others: 'Inne możliwości: gwiazdka i krzyżyk.',
  eachOne: 'Odczytamy odpowiedzi po kolei.',
  yesOrNo: 'Jeśli tak, proszę nacisnąć 1. Jeśli nie, proszę nacisnąć 2.',
  pass: 'Jeśli nie chcą Państwo odpowiadać, proszę nacisnąć 7.',
  menu: 'Aby powtórzyć pytanie, proszę nacisnąć 1.',
  menuPass: 'Aby je pominąć, proszę nacisnąć 7.',
  menuBack: 'Aby wrócić do poprzedniego pytania, proszę nacisnąć 8.',
  menuPerson:
    'Aby oddzwonił do Państwa pracownik, proszę nacisnąć 9. Aby nie otrzymywać takich telefonów, proszę nacisnąć 0.',
  silence: 'Nie usłyszeliśmy odpowiedzi.',
  wrong: 'Takiej odpowiedzi tu nie ma.',
  back: 'Wracamy do poprzedniego pytania.',
  confirm: 'To były wszystkie pytania. Aby przekazać odpowiedzi i zakończyć, proszę nacisnąć 1.',
  confirmBack: 'Aby zmienić ostatnią odpowiedź, proszę nacisnąć 8.',
  thanks: 'Dziękujemy za odpowiedzi. Do widzenia.',
  bye: 'Do widzenia.',
  noInput: 'Nie usłyszeliśmy odpowiedzi, dlatego kończymy połączenie. Do widzenia.',
  noAnswer: 'Nie udało nam się odczytać odpowiedzi, dlatego kończymy połączenie. Do widzenia.',
  kept: 'Dotychczasowe odpowiedzi są zapisane.',
  objected: 'Nie będziemy już kontaktować się z Państwem w takich sprawach. Do widzenia.',
  callback: 'Dziękujemy. Nasz pracownik oddzwoni na ten numer. Do widzenia.',
  answered: 'Dziękujemy, Państwa odpowiedzi już do nas dotarły. Do widzenia.',
  notNeeded: 'Przepraszamy, ta rozmowa nie jest już potrzebna. Do widzenia.',
}

export type CallTexts = typeof pl

const en: CallTexts = {
  hello: (office) => `Good day. This is ${office}. This is an automated call.`,
  verify: (phone) => `You can check this call by dialling ${phone}.`,
  gate:
    'If you do not want to get such calls, please press 0. For a call back from a member of staff, please press 9. ' +
    'To begin, please press 1.',
  minutes: (minutes) =>
    `Thank you. Taking part is voluntary and takes about ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
  controller: (controller) => `Controller of the data: ${controller}.`,
  source: (source) => `Source of the data: ${source}.`,
  rights: (phone) => `To learn more about your data and your rights, call ${phone}.`,
  help:
    'Please answer with the keys of your telephone. Star repeats the question, 8 goes back to the one before, ' +
    '9 asks for a call from a member of staff, and 0 ends such calls for good.',
  begin: 'To go on to the questions, please press 1.',
  heardKeys:
    'To confirm that you have heard the message, please press 1. To hear it again, please press star. ' +
    'For a call back from a member of staff, please press 9. If you do not want to get such calls, please press 0.',
  heard: 'Thank you for listening.',
  helpVisit: 'Star repeats, 9 asks for a call from a member of staff, and 0 ends such calls for good.',
  beginVisit: 'To hear the first free time for a visit, please press 1.',
  firstSlot: (when, where) => `The first free time is ${when}, ${where}.`,
  nextSlot: (when, where) => `The next free time is ${when}, ${where}.`,
  stated: (statement) => `By pressing 1 you state: ${statement}`,
  slotKeys:
    'To take it, please press 1. To hear the next one, please press 2. To hear it again, please press star. ' +
    'For a call back from a member of staff, please press 9. If you do not want to get such calls, please press 0.',
  slotTaken: 'Somebody else has just taken this time.',
  noSlots:
    'There are no more free times. To hear them from the beginning, please press 1. ' +
    'For a call back from a member of staff, please press 9. If you do not want to get such calls, please press 0.',
  booked: (when, where) => `Your visit is booked: ${when}, ${where}.`,
  code: (code) => `Your booking number is ${code}.`,
  change: (phone) => `To move or cancel the visit, please call ${phone}. Goodbye.`,
  bookedBefore: 'Your visit has been booked already.',
  progress: (number, of) => `Question ${number} of ${of}.`,
  choice: (choice, key) => `${choice}: please press ${key}.`,
  scale: (min, max) => `Please press a key from ${min} to ${max}.`,
  number: (min, max) => `Please enter a number from ${min} to ${max}, then press hash.`,
  end: (mark, meaning) => `${mark} means: ${meaning}.`,
  others: 'For other options, press star, then hash.',
  eachOne: 'We will read out the answers one by one.',
  yesOrNo: 'If yes, please press 1. If no, please press 2.',
  pass: 'If you prefer not to answer, please press 7.',
  menu: 'To hear the question again, please press 1.',
  menuPass: 'To leave it out, please press 7.',
  menuBack: 'To go back to the question before, please press 8.',
  menuPerson:
    'For a call back from a member of staff, please press 9. If you do not want to get such calls, please press 0.',
  silence: 'We did not hear an answer.',
  wrong: 'There is no such answer here.',
  back: 'We are going back to the question before.',
  confirm: 'Those were all the questions. To hand in your answers and finish, please press 1.',
  confirmBack: 'To change your last answer, please press 8.',
  thanks: 'Thank you for your answers. Goodbye.',
  bye: 'Goodbye.',
  noInput: 'We did not hear an answer, so we are ending the call. Goodbye.',
  noAnswer: 'We could not read your answer, so we are ending the call. Goodbye.',
  kept: 'The answers given so far are kept.',
  objected: 'We will not contact you about such matters any more. Goodbye.',
  callback: 'Thank you. A member of our staff will call back on this number. Goodbye.',
  answered: 'Thank you, your answers have already reached us. Goodbye.',
  notNeeded: 'We are sorry, this call is no longer needed. Goodbye.',
}

export const callTexts: Record<Spoken, CallTexts> = { pl, en }
