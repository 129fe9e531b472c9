// The question box: grows with its words, asks on Enter, and stops what is being answered.

import { settings } from "./page-settings.js";

export class Composer {
  /** @param {{submit: (question: string) => void, stop: () => void}} acts */
  constructor(form, { submit, stop }) {
    this.field = form.elements.question;
    this.button = form.querySelector("[type=submit]");
    this.running = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.running) return stop();
      const question = this.field.value;
      this.field.value = "";
      this.#fit();
      // On a phone the keyboard would cover the answer.
      if (matchMedia("(pointer: coarse)").matches) this.field.blur();
      submit(question);
    });
    this.field.addEventListener("keydown", (event) => {
      // Enter also ends a word that is being composed, as Chinese is.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.running && this.field.value.trim()) form.requestSubmit();
    });
    this.field.addEventListener("input", () => this.#fit());
  }

  focus() {
    this.field.focus();
  }

  /** @param {{begun: boolean, running: boolean}} state of the conversation */
  show({ begun, running }) {
    const { text } = settings;
    this.running = running;
    this.field.placeholder = begun ? text.placeholder_more : text.placeholder;
    this.field.required = !running;
    this.button.textContent = running ? text.stop : text.send;
    this.button.classList.toggle("stopping", running);
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
