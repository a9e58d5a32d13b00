const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b,c,d}from"./chunk-A6JOCUBL.js";import"./chunk-TK4F3M3D.js";import"./chunk-TS4VHQ5B.js";import"./chunk-C72BWFMV.js";import"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";export{a as baselineFileOf,d as baselineOf,c as readBaseline,b as writeBaseline};
