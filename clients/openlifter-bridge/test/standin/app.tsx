import React, { useState } from "react";
import ReactDOM from "react-dom";
import { Provider } from "react-redux";
import { compose, createStore } from "redux";
import { persistReducer, persistStore } from "redux-persist";
import { PersistGate } from "redux-persist/integration/react";
import { Home } from "./home.js";
import { Lifting } from "./lifting.js";
import { MeetSetup, Registration, WeighIns } from "./pages.js";
import { reducer } from "./state.js";

const page = window as unknown as { __REDUX_DEVTOOLS_EXTENSION_COMPOSE__?: typeof compose };
const storage = {
  getItem: (name: string) => Promise.resolve(localStorage.getItem(name)),
  setItem: (name: string, text: string) => Promise.resolve(localStorage.setItem(name, text)),
  removeItem: (name: string) => Promise.resolve(localStorage.removeItem(name)),
};
const composed = page.__REDUX_DEVTOOLS_EXTENSION_COMPOSE__ ?? compose;
const store = createStore(persistReducer({ key: "root", storage }, reducer) as never, composed() as never);
const persistor = persistStore(store as never);

const pages = { Home: () => <Home />, "Meet Setup": () => <MeetSetup />, Registration: () => <Registration />, "Weigh-ins": () => <WeighIns />, Lifting: () => <Lifting /> };

const App = () => {
  const [shown, show] = useState<keyof typeof pages>((sessionStorage.getItem("page") as keyof typeof pages | null) ?? "Registration");
  const go = (name: keyof typeof pages) => (sessionStorage.setItem("page", name), show(name));
  return (
    <>
      <nav><strong>Stand-in</strong>{Object.keys(pages).map((name) => <button key={name} aria-current={name === shown ? "page" : undefined} onClick={() => go(name as keyof typeof pages)}>{name}</button>)}</nav>
      <main>{pages[shown]()}</main>
    </>
  );
};

ReactDOM.render(<Provider store={store}><PersistGate persistor={persistor}><App /></PersistGate></Provider>, document.getElementById("root"));
