import { Component, type ReactNode } from "react";
import { toAppError } from "../../common/error";
import { ErrorNotice } from "../widgets/ErrorNotice";

/** Error boundary: an exception in one place does not take down the whole page. */
export class PlaceBoundary extends Component<{ children: ReactNode }, { thrown: unknown }> {
  override state = { thrown: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override render() {
    if (this.state.thrown === undefined) return this.props.children;
    return (
      <>
        <h1 className="visually-hidden">This part of the page could not be shown</h1>
        <ErrorNotice
          error={toAppError(this.state.thrown)}
          action={{ label: "Try again", run: () => this.setState({ thrown: undefined }) }}
        />
      </>
    );
  }
}
