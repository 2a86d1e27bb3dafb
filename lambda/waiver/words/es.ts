import type { WaiverWords } from "./words.ts";

/** The waiver page in Spanish, as spoken to patrons in the Americas: usted, never tú. */
export const ES: WaiverWords = {
  locale: "es-US",
  dateOrder: ["day", "month", "year"],
  languageName: "Español",
  languages: "Idioma",
  waiver: "Exención de responsabilidad",
  charter: "Paseo en velero de {name}: {period}",
  periods: {
    morning: "mañana",
    midday: "mediodía",
    afternoon: "tarde",
    sunset: "atardecer",
    evening: "anochecer",
    night: "noche",
  },
  lead: "Lea este documento y fírmelo al final. Toma unos dos minutos. Cada adulto firma por sí mismo; por los menores firma su madre, su padre o su tutor legal.",
  closes: "Puede firmar hasta el {when}.",
  toSigning: "Ir a la firma",
  map: "Mapa del muelle",
  version: "Versión",
  foreignText:
    "El texto que sigue está en otro idioma que esta página. Si algo no le queda claro, pregunte a la tripulación antes de firmar.",
  noScript: "Para firmar en esta página, active JavaScript en su navegador o pida a la tripulación una copia en papel.",
  form: {
    title: "Firmar",
    signer: "¿Quién firma?",
    name: { label: "Su nombre completo", hint: "" },
    sailing: "Voy a bordo en este paseo",
    birth: { label: "Su fecha de nacimiento", hint: "" },
    dateParts: {
      month: { label: "Mes", placeholder: "MM" },
      day: { label: "Día", placeholder: "DD" },
      year: { label: "Año", placeholder: "AAAA" },
    },
    minor: {
      title: "Por usted firma su madre, su padre o su tutor legal",
      text: "El día del paseo usted tendrá menos de 18 años. Pase el teléfono a su madre, padre o tutor, o envíele el enlace de esta página: puede firmar por usted desde cualquier lugar.",
      button: "Soy la madre, el padre o el tutor",
    },
    children: {
      title: "Menores de 18 años",
      hint: "¿Firma también por menores? Agregue a cada menor que vaya a bordo.",
      add: "Agregar a un menor",
      remove: "Quitar",
      undo: "Deshacer",
      name: "Nombre completo del menor",
      birth: "Fecha de nacimiento del menor",
    },
    relationship: {
      legend: "Usted es…",
      hint: "Solo la madre, el padre o el tutor legal puede firmar por un menor.",
      choices: ["Madre o padre", "Tutor o tutora legal"],
    },
    contact: {
      title: "Contacto de emergencia",
      hint: "Una persona en tierra a quien podamos llamar ese día.",
      name: "Nombre completo del contacto",
      phone: "Teléfono del contacto",
    },
    email: {
      label: "Su correo electrónico (opcional)",
      hint: "Le enviaremos una copia en PDF del documento firmado y no recibirá más recordatorios para firmar.",
    },
    signature: {
      title: "Su firma",
      hint: "Escríbala o dibújela: ambas formas valen lo mismo.",
      type: "Escribirla",
      draw: "Dibujarla",
      typed: "Escriba su nombre completo para firmar",
      pad: "Dibuje con el dedo, un lápiz o el ratón. Si usa el teclado, elija «Escribirla».",
      undo: "Deshacer trazo",
      clear: "Borrar",
    },
    agree: "He leído este documento y lo acepto, por mí y por cada menor nombrado arriba.",
    electronic: {
      title: "Firma electrónica",
      text: "Su firma electrónica vale lo mismo que la tinta sobre papel. Usted tiene derecho a una copia en papel en cualquier momento, sin costo, y a firmar en papel si lo prefiere: pídalo a la tripulación.",
      consent: "Acepto firmar electrónicamente.",
    },
    submit: "Firmar el documento",
  },
  confirmation: "Confirmación",
  notFound: {
    title: "No encontramos este documento",
    text: "Es posible que el enlace esté incompleto o que el paseo ya no esté en el calendario. No se ha perdido nada y no se ha firmado nada.",
    steps: [
      "Vuelva al mensaje donde recibió el enlace y tóquelo allí, para que se abra completo.",
      "Si llega otra vez a esta página, pida un enlace nuevo a la persona que se lo envió.",
    ],
  },
  canceled: {
    title: "Este paseo fue cancelado",
    text: "No hay nada que firmar. Si cree que es un error, o si el paseo cambió de fecha, pregunte a la persona que le envió el enlace.",
    steps: [],
  },
  closed: {
    title: "La firma está cerrada",
    text: "Este documento se pudo firmar hasta el {when}. Para ese día ya no se puede firmar nada más.",
    steps: [
      "Si ya firmó, no tiene que hacer nada más.",
      "Si va a bordo otro día, pida el enlace de ese día a la persona que le envió este.",
    ],
  },
  refusals: {
    canceled: {
      title: "Este paseo fue cancelado",
      detail: "No se firmó nada. Pregunte a la persona que le envió el enlace.",
    },
    moved: {
      title: "Este paseo cambió de fecha",
      detail:
        "Ahora zarpa el {date}, y todos firman de nuevo para ese día. No se firmó nada: recargue esta página y firme ahí.",
    },
    closed: {
      title: "La firma está cerrada",
      detail:
        "No se firmó nada: este documento se pudo firmar hasta el {when}. Pregunte a la tripulación si todavía va a bordo.",
    },
    movedKiosk: {
      title: "El paseo cambió de fecha entretanto",
      detail:
        "Esto no quedó registrado: ahora zarpa el {date}, y todos firman de nuevo para ese día. Muéstreles el documento nuevo y descarte este.",
    },
    closedKiosk: {
      title: "La firma está cerrada",
      detail:
        "Esto no quedó registrado: el documento se pudo firmar hasta el {when}. Si se firmó antes en este dispositivo, inicie sesión aquí en el panel y envíelo otra vez.",
    },
    outdated: {
      title: "El documento cambió después de que usted abrió esta página",
      detail: "No se firmó nada. Vuelva a cargar la página, lea el texto nuevo y firme otra vez.",
    },
    throttledPlace: {
      title: "Demasiadas firmas desde un mismo lugar",
      detail:
        "No se firmó nada. Firme otra vez a partir del {when}, o pregunte a la tripulación: en su dispositivo puede firmar ahora.",
    },
    throttledCharter: {
      title: "Demasiadas firmas para este paseo",
      detail:
        "No se firmó nada. Firme otra vez a partir del {when}, o pregunte a la tripulación: en su dispositivo puede firmar ahora.",
    },
    throttledUntilClosed: {
      title: "",
      detail: "No se firmó nada. Pregunte a la tripulación: en su dispositivo puede firmar ahora.",
    },
    signing: { title: "No se puede firmar así", detail: "" },
    taken: {
      title: "Esta página ya se usó para firmar otra cosa",
      detail: "No se cambió nada. Vuelva a cargar la página y firme otra vez.",
    },
  },
  script: {
    problems: {
      "born-after-charter": "Esta fecha de nacimiento es posterior al paseo. Revise el año.",
      "not-born-yet": "Esta fecha de nacimiento todavía no ha llegado. Revise el año.",
      "born-too-early": "Revise el año de esta fecha de nacimiento.",
      "same-name":
        "{name} aparece dos veces en esta página. Si dos personas se llaman igual, agregue el segundo nombre u otro apellido.",
      "second-adult":
        "{name} tendrá 18 años o más el día del paseo y firma por su cuenta, aunque antes haya firmado su madre o su padre. Quite su nombre aquí; puede firmar con el mismo enlace.",
      "minor-alone":
        "{name} tendrá menos de 18 años el día del paseo; por eso firma su madre, su padre o su tutor legal.",
      "relationship-missing": "Elija si usted es madre, padre o tutor legal.",
      "relationship-extra": "Usted no firma por ningún menor. Vuelva a cargar la página y firme otra vez.",
      "drawn-too-little": "Esto es muy poco para una firma. Borre el recuadro y dibuje en él su nombre o su marca.",
    },
    missing: {
      name: "Escriba su nombre completo.",
      birth: "Escriba su fecha de nacimiento: día, mes y año, por ejemplo 27 4 1990.",
      adult: "Un menor de 18 años no puede firmar solo. Vea aquí abajo quién puede firmar por usted.",
      child_name: "Escriba el nombre completo del menor.",
      child_birth: "Escriba la fecha de nacimiento del menor: día, mes y año, por ejemplo 27 4 2015.",
      relationship: "Elija si usted es madre, padre o tutor legal.",
      nobody: "Indique quién va a bordo: marque «Voy a bordo en este paseo» o agregue a un menor.",
      contact_name: "Escriba el nombre de una persona en tierra.",
      contact_phone: "Escriba su número de teléfono con el código de área.",
      email: "Revise el correo electrónico, por ejemplo ana@example.com, o déjelo vacío.",
      method: "Elija si escribe o dibuja su firma.",
      typed: "Escriba su nombre completo para firmar.",
      drawn: "Dibuje su firma en el recuadro.",
      agree: "Marque la casilla para aceptar el documento.",
      consent: "Marque la casilla para firmar electrónicamente o pida a la tripulación una copia en papel.",
    },
    summary: { one: "Falta corregir una cosa", many: "Falta corregir {count} cosas" },
    failure: {
      offline: {
        title: "Sin conexión",
        detail: "Su firma todavía no ha llegado. Revise la señal y vuelva a intentarlo.",
      },
      timeout: {
        title: "Todavía no hay respuesta",
        detail: "La red está muy lenta. Vuelva a intentarlo: nada se firma dos veces.",
      },
      garbled: {
        title: "La respuesta no se entiende",
        detail:
          "Algo en el camino respondió en nuestro lugar. Si usa una red Wi-Fi de invitados, conéctese primero a ella y vuelva a intentarlo.",
      },
      trouble: {
        title: "Algo falló de nuestro lado",
        detail: "Hasta donde sabemos, no se firmó nada. Vuelva a intentarlo en un momento: nada se firma dos veces.",
      },
      clock: {
        title: "El reloj de este dispositivo está mal",
        detail: "No se firmó nada. Ajuste la fecha y la hora, y firme otra vez.",
      },
      kept: "Todo lo que escribió sigue aquí.",
      reload: "Volver a cargar la página",
    },
    child: { legend: "Menor {number}", removed: "Se quitó a {name}.", unnamed: "Menor {number}" },
    submit: {
      one: "Firmar el documento",
      many: "Firmar por {count} personas",
      sending: "Enviando…",
      status: "Enviando su firma…",
      again: "Volver a intentarlo",
    },
    pad: { empty: "Recuadro de firma, vacío", signed: "Recuadro de firma, con firma" },
    done: {
      title: "Firmado. ¡Buen viaje!",
      text: "El documento quedó registrado. La tripulación ya lo puede ver; puede cerrar esta página.",
      text_many: "Los documentos quedaron registrados. La tripulación ya los puede ver; puede cerrar esta página.",
      text_kiosk: "Gracias. La tripulación ya lo puede ver. Pase el dispositivo a la siguiente persona.",
      text_waiting:
        "Gracias. Su firma queda guardada en este dispositivo. Se enviará en cuanto esta página tenga señal. Pase el dispositivo a la siguiente persona.",
      people: "A bordo",
      signer: "Firmado por",
      signed: "Fecha y hora",
      reference: "Referencia",
      copy: "Copia por correo a",
      copy_withheld:
        "No se le envió la copia a {email}: hoy se pidieron demasiadas. Su firma vale igual. Pida su copia a la capitanía.",
      another: "Firma otro adulto",
      next: "Siguiente persona",
    },
  },
};
