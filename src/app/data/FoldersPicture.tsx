import { LABELS, type Label } from "../../common/label";
import classes from "./FoldersPicture.module.css";

/** Two folders with photos in them, one for each label. `isOpen`: the photos stick out further. */
export function FoldersPicture({ isOpen = false }: { isOpen?: boolean }) {
  return (
    <svg className={classes.picture} viewBox="0 0 400 170" aria-hidden="true" data-open={isOpen}>
      {LABELS.map((label, index) => (
        <Folder key={label} label={label} x={10 + index * 204} />
      ))}
    </svg>
  );
}

function Folder({ label, x }: { label: Label; x: number }) {
  return (
    <g transform={`translate(${x} 0)`} data-label={label} className={classes.folder}>
      <path
        className={classes.back}
        d="M4 52q0-10 10-10h46l12 14h90q10 0 10 10v84q0 10-10 10H14q-10 0-10-10z"
      />
      <g className={classes.photos}>
        <Photo x={24} y={30} turn={-7} />
        <Photo x={102} y={28} turn={6} />
        <Photo x={62} y={20} turn={-1} />
      </g>
      <path className={classes.front} d="M2 82q-1-10 9-10h154q10 0 9 10l-7 70q-1 10-11 10H20q-10 0-11-10z" />
      <Shape label={label} />
      <text className={classes.name} x={88} y={150} textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

function Photo({ x, y, turn }: { x: number; y: number; turn: number }) {
  return (
    <g transform={`translate(${x} ${y}) rotate(${turn} 25 30)`}>
      <rect className={classes.paper} width={50} height={60} rx={5} />
      <circle className={classes.face} cx={25} cy={22} r={9} />
      <path className={classes.face} d="M8 48q0-14 17-14t17 14z" />
    </g>
  );
}

function Shape({ label }: { label: Label }) {
  return label === "female" ? (
    <circle className={classes.shape} cx={88} cy={108} r={16} />
  ) : (
    <rect className={classes.shape} x={73} y={93} width={30} height={30} rx={4} />
  );
}
