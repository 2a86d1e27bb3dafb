import { render } from "preact";

import { App } from "./app/App.tsx";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html lacks #app.");
render(<App />, root);
