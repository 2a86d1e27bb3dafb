document.querySelector("#sign");
