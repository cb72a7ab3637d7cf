/** The phone's app: gate, road, doors, bags and rounds, with or without a network. */
import { createApp } from "vue";
import App from "./App.vue";
import { Phone } from "./phone";
import { openStore } from "./store";
import { watchForUpdates } from "./update";
import { phoneKey } from "./using";
import { i18n, language, learnWords, speak } from "./words";
import "vant/es/style/base.css";
import "vant/es/button/index.css";
import "vant/es/loading/index.css";
import "vant/es/cell/index.css";
import "vant/es/cell-group/index.css";
import "vant/es/field/index.css";
import "vant/es/stepper/index.css";
import "vant/es/password-input/index.css";
import "vant/es/switch/index.css";
import "vant/es/popup/index.css";
import "vant/es/overlay/index.css";
import "vant/es/dialog/index.css";
import "vant/es/action-bar/index.css";
import "./style.css";

const phone = new Phone(openStore());
createApp(App).use(i18n).provide(phoneKey, phone).mount("#app");
speak(language());
void phone.start(document).then(() => phone.words(learnWords).catch(() => undefined));
watchForUpdates();
