export { FIGURES, type FigureName } from "../../models/five-figures";
