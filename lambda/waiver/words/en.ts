import type { WaiverWords } from "./words.ts";

/** The waiver page in English. */
export const EN: WaiverWords = {
  locale: "en-US",
  dateOrder: ["month", "day", "year"],
  languageName: "English",
  languages: "Language",
  waiver: "Waiver",
  charter: "{name}’s {period} charter",
  periods: {
    morning: "morning",
    midday: "midday",
    afternoon: "afternoon",
    sunset: "sunset",
    evening: "evening",
    night: "night",
  },
  lead: "Please read this, then sign below. It takes about two minutes. Every adult signs for themself; a parent or legal guardian signs for children.",
  closes: "You can sign until {when}.",
  toSigning: "Go to signing",
  map: "Map of the dock",
  version: "Version",
  foreignText:
    "The text below is in another language than this page. If anything in it is not clear, ask the crew before you sign.",
  noScript: "To sign on this page, turn on JavaScript in your browser, or ask the crew for a paper copy.",
  form: {
    title: "Sign",
    signer: "Who is signing?",
    name: { label: "Your full name", hint: "" },
    sailing: "I’m sailing on this charter",
    birth: { label: "Your date of birth", hint: "" },
    dateParts: {
      month: { label: "Month", placeholder: "MM" },
      day: { label: "Day", placeholder: "DD" },
      year: { label: "Year", placeholder: "YYYY" },
    },
    minor: {
      title: "A parent or legal guardian signs for you",
      text: "You are under 18 on the day of the charter. Hand your phone to a parent or guardian, or send them the link to this page: they can sign for you from anywhere.",
      button: "I’m the parent or guardian",
    },
    children: {
      title: "Children under 18",
      hint: "Are you signing for children, too? Add each child who is sailing.",
      add: "Add a child",
      remove: "Remove",
      undo: "Undo",
      name: "Child’s full name",
      birth: "Child’s date of birth",
    },
    relationship: {
      legend: "You are the children’s…",
      hint: "Only a parent or legal guardian can sign for a child.",
      choices: ["Parent", "Legal guardian"],
    },
    contact: {
      title: "Emergency contact",
      hint: "Somebody ashore whom we can call on the day.",
      name: "Contact’s full name",
      phone: "Contact’s phone number",
    },
    email: {
      label: "Your email (optional)",
      hint: "We send you a copy of the signed waiver as a PDF, and no more reminders to sign.",
    },
    signature: {
      title: "Your signature",
      hint: "Type it or draw it: both count the same.",
      type: "Type it",
      draw: "Draw it",
      typed: "Type your full name to sign",
      pad: "Draw with a finger, a pen or a mouse. If you use a keyboard, choose “Type it”.",
      undo: "Undo stroke",
      clear: "Clear",
    },
    agree: "I have read this waiver and I agree to it, for myself and for every child named above.",
    electronic: {
      title: "Signing electronically",
      text: "Your electronic signature counts as much as ink on paper. You have the right to a paper copy at any time, free of charge, and to sign on paper instead: ask the crew.",
      consent: "I agree to sign electronically.",
    },
    submit: "Sign the waiver",
  },
  confirmation: "Confirmation",
  notFound: {
    title: "We can’t find this waiver",
    text: "The link may be incomplete, or the charter may have been taken off the calendar. Nothing is lost, and nothing has been signed.",
    steps: [
      "Go back to the message with the link and tap it there, so that all of it comes along.",
      "If you land here again, ask the person who sent it to you for a new link.",
    ],
  },
  canceled: {
    title: "This charter was canceled",
    text: "There is nothing to sign. If you think that this is a mistake, or the charter moved to another day, ask the person who sent you the link.",
    steps: [],
  },
  closed: {
    title: "Signing has closed",
    text: "This waiver could be signed until {when}. Nothing more can be signed for that day.",
    steps: [
      "If you signed before, there is nothing left to do.",
      "If you sail on another day, ask the person who sent you this link for that day’s link.",
    ],
  },
  refusals: {
    canceled: {
      title: "This charter was canceled",
      detail: "Nothing was signed. Ask the person who sent you the link.",
    },
    moved: {
      title: "This charter was moved",
      detail:
        "It sails on {date} now, and everybody signs again for that day. Nothing was signed: reload this page and sign there.",
    },
    closed: {
      title: "Signing has closed",
      detail: "Nothing was signed: this waiver could be signed until {when}. Ask the crew if you still sail with them.",
    },
    movedKiosk: {
      title: "The charter was moved meanwhile",
      detail:
        "This is not recorded: the charter sails on {date} now, and everybody signs again for that day. Show them its new waiver, then discard this.",
    },
    closedKiosk: {
      title: "Signing has closed",
      detail:
        "This is not recorded: the waiver could be signed until {when}. If it was signed on this device before that, sign in to the dashboard here, and send it again.",
    },
    outdated: {
      title: "The waiver has changed since this page was opened",
      detail: "Nothing was signed. Reload the page, read the new text, and sign again.",
    },
    throttledPlace: {
      title: "Too many signatures from one place",
      detail: "Nothing was signed. Sign again from {when} on, or ask the crew: on their device you can sign now.",
    },
    throttledCharter: {
      title: "Too many signatures for this charter",
      detail: "Nothing was signed. Sign again from {when} on, or ask the crew: on their device you can sign now.",
    },
    throttledUntilClosed: {
      title: "",
      detail: "Nothing was signed. Ask the crew: on their device you can sign now.",
    },
    signing: { title: "This cannot be signed as it is", detail: "" },
    taken: {
      title: "This page has signed something else already",
      detail: "Nothing was changed. Reload the page and sign again.",
    },
  },
  script: {
    problems: {
      "born-after-charter": "This date of birth is after the charter. Check the year.",
      "not-born-yet": "This date of birth is still to come. Check the year.",
      "born-too-early": "Check the year of this date of birth.",
      "same-name": "{name} is on this page twice. If two people have the same name, add a middle name, Sr. or Jr.",
      "second-adult":
        "{name} is 18 or older on the day of the charter and signs for themself, even if a parent signed before. Remove them here; they sign with the same link.",
      "minor-alone": "{name} is under 18 on the day of the charter, so a parent or legal guardian signs.",
      "relationship-missing": "Choose whether you are a parent or a legal guardian.",
      "relationship-extra": "You are not signing for a child. Reload the page and sign again.",
      "drawn-too-little": "This is too little for a signature. Clear the box and draw your name or your mark in it.",
    },
    missing: {
      name: "Enter your full name.",
      birth: "Enter your date of birth as month, day and year, such as 4 27 1990.",
      adult: "Somebody under 18 cannot sign alone. See just below who can sign for you.",
      child_name: "Enter the child’s full name.",
      child_birth: "Enter the child’s date of birth as month, day and year, such as 4 27 2015.",
      relationship: "Choose whether you are a parent or a legal guardian.",
      nobody: "Say who is sailing: tick “I’m sailing on this charter”, or add a child.",
      contact_name: "Enter the name of somebody ashore.",
      contact_phone: "Enter their phone number with the area code.",
      email: "Check the email address, such as jane@example.com, or leave it empty.",
      method: "Choose whether you type or draw your signature.",
      typed: "Type your full name to sign.",
      drawn: "Draw your signature in the box.",
      agree: "Tick the box to agree to the waiver.",
      consent: "Tick the box to sign electronically, or ask the crew for a paper copy.",
    },
    summary: { one: "One thing to fix", many: "{count} things to fix" },
    failure: {
      offline: {
        title: "No connection",
        detail: "Your signature has not got through yet. Check the signal and try again.",
      },
      timeout: { title: "No answer yet", detail: "The network is very slow. Try again: nothing is ever signed twice." },
      garbled: {
        title: "That answer made no sense",
        detail:
          "Something between here and us answered instead. If you are on a guest Wi-Fi, sign in to that first, then try again.",
      },
      trouble: {
        title: "Something went wrong on our side",
        detail: "Nothing was signed as far as we know. Try again in a moment: nothing is ever signed twice.",
      },
      clock: {
        title: "The clock of this device is wrong",
        detail: "Nothing was signed. Set its date and time, then sign again.",
      },
      kept: "Everything you entered is still here.",
      reload: "Reload this page",
    },
    child: { legend: "Child {number}", removed: "{name} was removed.", unnamed: "Child {number}" },
    submit: {
      one: "Sign the waiver",
      many: "Sign for {count} people",
      sending: "Sending…",
      status: "Sending your signature…",
      again: "Try again",
    },
    pad: { empty: "Signature pad, empty", signed: "Signature pad, signed" },
    done: {
      title: "Signed. Fair winds!",
      text: "The waiver is on record. The crew can see it now; you can close this page.",
      text_many: "The waivers are on record. The crew can see them now; you can close this page.",
      text_kiosk: "Thank you. The crew can see it now. Please hand the device to the next person.",
      text_waiting:
        "Thank you. Your signature is kept on this device. It is sent as soon as this page has a signal. Please hand the device to the next person.",
      people: "Sailing",
      signer: "Signed by",
      signed: "Signed",
      reference: "Reference",
      copy: "Copy by email to",
      copy_withheld:
        "Your copy was not sent to {email}: too many were asked for today. Your signature counts all the same. Ask the captain for your copy.",
      another: "Another adult signs",
      next: "Next person",
    },
  },
};
