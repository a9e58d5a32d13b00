const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b,c,d}from"./chunk-MQQ7C7VR.js";import"./chunk-VQV2IMPN.js";import"./chunk-2GUOMS6P.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";export{a as baselineFileOf,d as baselineOf,c as readBaseline,b as writeBaseline};
