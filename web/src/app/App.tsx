import { Suspense } from "react";
import { Route, Switch } from "wouter";
import { Toasts } from "../ui";
import { Loading } from "./Loading";
import { NotFound } from "./NotFound";
import { displays, pages } from "./routes";
import { Shell } from "./Shell";
import { Sound } from "./Sound";

/** Which page an address shows: displays fill the window, all others stand in the shell. */
export const App = () => (
  <Toasts>
    <Sound>
      <Suspense fallback={<Loading />}>
        <Switch>
          {displays.map(({ path, Page }) => (
            <Route key={path} path={path} component={Page} />
          ))}
          <Route>
            <Shell>
              <Suspense fallback={<Loading />}>
                <Switch>
                  {pages.map(({ path, Page }) => (
                    <Route key={path} path={path} component={Page} />
                  ))}
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </Shell>
          </Route>
        </Switch>
      </Suspense>
    </Sound>
  </Toasts>
);
