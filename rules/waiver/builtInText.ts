import type { WaiverVersion } from "./text.ts";

const EN = `## What you are agreeing to

You are about to go sailing with {company}. Sailing has risks that nobody can remove. By signing you say that you know them, that you accept them, and that you will not hold {company}, its owners, captains and crew responsible for harm that comes from those risks.

## The risks

The boat moves, decks get wet, and the boom crosses the cockpit. People slip, fall, are struck, get seasick, sunburned or cold, and can fall overboard and drown. Weather and other boats can change things quickly, and medical help may be far away.

## What you will do

You will follow the captain's instructions at all times, wear a life jacket when told to, and tell the captain before departure about anything in your health that matters on the water. You will not be under the influence of drugs, or of more alcohol than the captain allows.

The captain may refuse boarding, change the route or return early for safety.

## Release

To the fullest extent the law allows, you release {company}, its owners, captains, crew and vessels from claims for injury, death, or loss of property arising from the charter, including claims based on ordinary negligence. This does not release anyone from gross negligence or intentional harm.

You agree to emergency medical care if the captain thinks it necessary, and to pay for it.

## If you sign for a child

If the participant is under 18, you say that you are the parent or legal guardian, that you agree to all of this for the child and for yourself, and that you will see that the child follows the captain's instructions.

## Signing on a screen

You agree to sign electronically, and that this counts as much as ink on paper. You may ask {company} for a paper copy at any time, at no cost, or ask to sign on paper instead.`;

const ES = `## Qué acepta usted

Usted está por salir a navegar con {company}. Navegar a vela tiene riesgos que nadie puede eliminar. Al firmar, usted declara que los conoce, que los acepta y que no hará responsables a {company}, a sus propietarios, capitanes y tripulación por los daños que provengan de esos riesgos.

## Los riesgos

El barco se mueve, la cubierta se moja y la botavara cruza por encima de la bañera, donde viajan los participantes. Las personas pueden resbalar, caerse, recibir golpes, marearse, quemarse con el sol o pasar frío, y pueden caer al agua y ahogarse. El tiempo y otras embarcaciones pueden cambiar la situación rápidamente, y la ayuda médica puede estar lejos.

## Qué hará usted

Usted seguirá en todo momento las instrucciones del capitán, usará el chaleco salvavidas cuando se le indique e informará al capitán, antes de zarpar, de cualquier condición de salud que importe en el agua. No estará bajo los efectos de drogas, ni de más alcohol que el que permita el capitán.

El capitán puede negar el embarque, cambiar la ruta o regresar antes de lo previsto por seguridad.

## Exención de responsabilidad

En la mayor medida que permita la ley, usted exime a {company}, a sus propietarios, capitanes, tripulación y embarcaciones de toda reclamación por lesiones, muerte o pérdida de bienes que se origine en el paseo, incluidas las reclamaciones por negligencia ordinaria. Esto no exime a nadie por negligencia grave ni por daño intencional.

Usted acepta recibir atención médica de emergencia si el capitán la considera necesaria, y pagarla.

## Si firma por un menor

Si el participante es menor de 18 años, usted declara que es su madre, su padre o su tutor legal, que acepta todo lo anterior por el menor y por usted, y que cuidará de que el menor siga las instrucciones del capitán.

## Firmar en una pantalla

Usted acepta firmar electrónicamente y que esa firma vale lo mismo que la tinta sobre papel. Puede pedir a {company} una copia en papel en cualquier momento, sin costo, o pedir firmar en papel.`;

/** The waiver that comes with the program: the first version, until an admin publishes one. A changed text needs a new version. */
export const BUILT_IN_WAIVER: WaiverVersion = {
  version: "2026-05-01",
  texts: {
    en: { title: "Release of liability and assumption of risk", markdown: EN },
    es: { title: "Exención de responsabilidad y asunción de riesgos", markdown: ES },
  },
};
