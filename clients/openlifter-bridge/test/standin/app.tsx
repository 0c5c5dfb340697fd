import React, { useState } from "react";
import ReactDOM from "react-dom";
import { Provider, useDispatch, useSelector } from "react-redux";
import { compose, createStore } from "redux";
import { persistReducer, persistStore } from "redux-persist";
import { PersistGate } from "redux-persist/integration/react";
import { Lifting, Registration, WeighIns } from "./pages.js";
import { emptyLifting, emptyMeet, emptyRegistration, reducer } from "./state.js";
import { TextBox } from "./boxes.js";

const page = window as unknown as { __REDUX_DEVTOOLS_EXTENSION_COMPOSE__?: typeof compose; standin: unknown };
const storage = {
  getItem: (name: string) => Promise.resolve(localStorage.getItem(name)),
  setItem: (name: string, text: string) => Promise.resolve(localStorage.setItem(name, text)),
  removeItem: (name: string) => Promise.resolve(localStorage.removeItem(name)),
};
const composed = page.__REDUX_DEVTOOLS_EXTENSION_COMPOSE__ ?? compose;
const store = createStore(persistReducer({ key: "root", storage }, reducer) as never, composed() as never);
const persistor = persistStore(store as never);
page.standin = { store, persistor };

const pages = { "Meet setup": () => <MeetSetup />, Registration: () => <Registration />, "Weigh-ins": () => <WeighIns />, Lifting: () => <Lifting /> };

const MeetSetup = () => {
  const dispatch = useDispatch();
  const meet = useSelector((state: { meet: typeof emptyMeet }) => state.meet);
  const empty = () => ({ language: "en", versions: { stateVersion: "0", releaseVersion: "1.4" }, meet: emptyMeet, registration: emptyRegistration, lifting: emptyLifting });
  return (
    <>
      <div className="bar">
        <button onClick={() => dispatch({ type: "OVERWRITE_STORE", store: empty() })}>New meet</button>
        <label>Load <input type="file" className="wide" aria-label="load" onChange={(event) => void event.target.files?.[0]?.text().then((text) => dispatch({ type: "OVERWRITE_STORE", store: JSON.parse(text) }))} /></label>
      </div>
      <p>Name <TextBox key={meet.name} first={meet.name} label="meet name" say={(name) => dispatch({ type: "UPDATE_MEET", changes: { name } })} /></p>
    </>
  );
};

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
