document.querySelector("#app")?.append("…");
