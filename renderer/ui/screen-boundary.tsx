/** @file Keeps the failure of one screen inside of it: the rest of the window lives on. */
import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useWords } from '../words/language.ts';
import { Blank } from './blank.tsx';
import { Button } from './button.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly failed: boolean };

/** Given a `key`, it forgets its failure when the screen changes. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <Fallen onAgain={() => this.setState({ failed: false })} />;
  }
}

function Fallen({ onAgain }: { readonly onAgain: () => void }) {
  const words = useWords();
  return (
    <Blank
      tone="bad"
      icon={<TriangleAlert size={32} strokeWidth={1.5} />}
      title={words.screenFailed}
      deed={<Button onClick={onAgain}>{words.showAgain}</Button>}
    >
      {words.screenFailedWhy}
    </Blank>
  );
}
