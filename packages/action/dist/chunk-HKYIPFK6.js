const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a}from"./chunk-GNMOWVIH.js";import"./chunk-MQQ7C7VR.js";import"./chunk-VQV2IMPN.js";import"./chunk-2GUOMS6P.js";import"./chunk-G2HSFYTZ.js";import"./chunk-DS3355ZB.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";export{a as openBaseline};
