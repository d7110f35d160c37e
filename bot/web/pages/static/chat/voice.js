// A question by voice, where the browser can recognise speech. Its words go into the field; nothing is sent by itself.
(() => {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  const [button, state] = ["voice", "state"].map((id) => document.getElementById(id));
  if (!Recognition) return;
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const denied = say("浏览器没有允许使用麦克风。请在浏览器的网站设置里允许，或者直接输入文字。", "The microphone is not allowed. Allow it in the browser's settings for this site, or type your question.");
  const text = {
    listening: say("正在听，请说话。语音由浏览器识别，请核对文字后再提问。", "Listening. The browser recognises your speech; please check the words before you ask."),
    "not-allowed": denied, "service-not-allowed": denied,
    "no-speech": say("没有听到说话，请再试一次。", "Nothing was heard, please try again."),
    "audio-capture": say("没有找到麦克风，请接好后再试，或者直接输入文字。", "There is no microphone. Connect one, or type your question."),
    network: say("连不上浏览器的语音识别服务，请直接输入文字。", "The browser's speech service cannot be reached, please type your question."),
    "language-not-supported": say("浏览器的语音识别不支持中文，请直接输入文字。", "The browser does not recognise spoken Chinese, please type your question."),
    other: say("语音输入没有成功，请再试一次，或者直接输入文字。", "Your speech was not recognised. Try again, or type your question."),
  };
  let running = null, written = ""; // what the field holds of it: who changes that, or sends it, has stopped speaking
  const tell = (sentence) => { state.textContent = sentence; state.hidden = !sentence; };
  const field = () => button.parentElement.querySelector("textarea"); // at `/` the button goes over to Gradio's

  function write(words) {
    const target = field();
    written = target.value = target.maxLength > 0 ? words.slice(0, target.maxLength) : words;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function listen() {
    const recognition = new Recognition();
    const before = written = field().value;
    let problem = "";
    Object.assign(recognition, { lang: "zh-CN", interimResults: true, continuous: false });
    recognition.onresult = (event) => {
      if (field().value === written) write(before + [...event.results].map((result) => result[0].transcript).join(""));
      else recognition.abort();
    };
    recognition.onerror = (event) => { problem = event.error === "aborted" ? "" : text[event.error] ?? text.other; };
    recognition.onend = () => {
      running = null;
      button.setAttribute("aria-pressed", "false");
      if (problem || state.textContent === text.listening) tell(problem);
      field().focus();
    };
    try { recognition.start(); } catch { return tell(text.other); } // it is in use in another tab
    running = recognition;
    button.setAttribute("aria-pressed", "true");
    return tell(text.listening);
  }
  button.hidden = false;
  button.addEventListener("click", () => (running ? running.stop() : listen()));
})();
