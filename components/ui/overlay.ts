/** Looks shared by dialogs and sheets. */
export const scrimClasses =
  "fixed inset-0 z-40 bg-black/35 backdrop-blur-[1px] data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 dark:bg-black/60";

export const panelClasses =
  "fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 gap-4 overflow-y-auto rounded-lg border bg-surface p-5 text-foreground shadow-pop outline-none data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98";

/** Looks shared by menus that open from a button. */
export const menuClasses =
  "z-50 min-w-44 overflow-hidden rounded-md border bg-surface p-1 text-foreground shadow-pop outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0";
