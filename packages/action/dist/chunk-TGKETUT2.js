const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b,c,d}from"./chunk-CM5GAJMC.js";import"./chunk-XWM6KK3D.js";import"./chunk-GZTOAJXY.js";import"./chunk-FIPOPVL3.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";export{a as baselineFileOf,d as baselineOf,c as readBaseline,b as writeBaseline};
