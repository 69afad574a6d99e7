/** AG Grid Community over flat rows: its tree is not free. */
import { AllCommunityModule, createGrid, ModuleRegistry } from "ag-grid-community";

ModuleRegistry.registerModules([AllCommunityModule]);

export function start(box, rows) {
  const grid = createGrid(box, {
    columnDefs: [{ field: "name", flex: 1, cellStyle: (params) => ({ paddingInlineStart: `${params.data.depth * 16}px` }) }],
    rowData: rows,
    rowHeight: 28,
  });
  return (text) => grid.setGridOption("quickFilterText", text);
}
