import { startCloud } from "../../../cloud/cloud.ts";

export const cloud = await startCloud({
  project: "guest-book",
  stack: "dev",
  root: import.meta.dirname,
  program: "index.ts",
  config: { "guest-book:greeting": "Welcome" },
  secrets: { "guest-book:key": "under the mat" },
});
console.log(`The guest book is open at ${cloud.url}`);
