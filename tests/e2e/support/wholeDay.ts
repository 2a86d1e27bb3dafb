/** Three charters and the twenty-five who sail on them. */

export interface CharterPlan {
  readonly firstName: string;
  readonly period: "Morning" | "Afternoon" | "Sunset";
  readonly startsAt: string;
  readonly vessel: string;
  readonly price: string;
  readonly crew: readonly string[];
  /** As it is pasted. */
  readonly pasted: string;
  /** As it is listed then. */
  readonly patrons: readonly string[];
  /** Who signs on their own phone; the rest sign in the browser, or not at all. */
  readonly signThemselves: readonly string[];
}

export const MORNING: CharterPlan = {
  firstName: "Nora",
  period: "Morning",
  startsAt: "09:00",
  vessel: "Windward",
  price: "900",
  crew: ["Ada Captain", "Finn Mate"],
  pasted: [
    "Nora Quinn <nora@example.com>",
    "Tom Quinn, tom@example.com",
    "Eva Ruiz; eva@example.com",
    "Leo Ruiz",
    "Mía Ruiz",
    "Kim Park",
    "1. Ann Bell",
    "- Bo Cole",
    "Cy\tDunn\tcy@example.com",
    "Di Ellis",
    "",
    "Nora Quinn",
  ].join("\n"),
  patrons: [
    "Nora Quinn",
    "Tom Quinn",
    "Eva Ruiz",
    "Leo Ruiz",
    "Mía Ruiz",
    "Kim Park",
    "Ann Bell",
    "Bo Cole",
    "Cy Dunn",
    "Di Ellis",
  ],
  signThemselves: ["Ann Bell", "Bo Cole", "Cy Dunn", "Di Ellis"],
};

export const AFTERNOON: CharterPlan = {
  firstName: "Beth",
  period: "Afternoon",
  startsAt: "13:00",
  vessel: "Leeward",
  price: "800",
  crew: ["Finn Mate"],
  pasted: "Beth Moore, beth@example.com\nGus Hale\nIda Kern\nJon Lund\nKay Munn\nLou Nash\nMax Orr\nNed Poe",
  patrons: ["Beth Moore", "Gus Hale", "Ida Kern", "Jon Lund", "Kay Munn", "Lou Nash", "Max Orr", "Ned Poe"],
  signThemselves: ["Ida Kern", "Jon Lund", "Kay Munn", "Lou Nash", "Max Orr", "Ned Poe"],
};

export const SUNSET: CharterPlan = {
  firstName: "Omar",
  period: "Sunset",
  startsAt: "17:30",
  vessel: "Windward",
  price: "700",
  crew: ["Ada Captain", "Finn Mate"],
  pasted: "Omar Haddad\nLena Haddad\nPia Reyes\nRaj Shah\nSue Tran\nUma Voss\nVic Stone",
  patrons: ["Omar Haddad", "Lena Haddad", "Pia Reyes", "Raj Shah", "Sue Tran", "Uma Voss", "Vic Stone"],
  signThemselves: ["Omar Haddad", "Lena Haddad", "Pia Reyes", "Raj Shah", "Sue Tran", "Uma Voss"],
};
