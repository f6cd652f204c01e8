(function () {
  "use strict";
  var root = document.documentElement;
  var buttons = document.querySelectorAll("[data-to]");
  function speak(lang, keep) {
    root.setAttribute("data-lang", lang);
    root.lang = lang === "zh" ? "zh-CN" : "en";
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-to") === lang));
    });
    document.querySelectorAll(".art").forEach(function (art) {
      art.setAttribute("aria-label", art.getAttribute("data-" + lang));
    });
    if (keep) {
      try { history.replaceState(null, "", "#" + lang); } catch (error) { /* some viewers forbid it */ }
    }
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () { speak(button.getAttribute("data-to"), true); });
  });
  if (location.hash === "#en") { speak("en", false); }
  window.addEventListener("hashchange", function () {
    if (location.hash === "#en" || location.hash === "#zh") { speak(location.hash.slice(1), false); }
  });
})();
