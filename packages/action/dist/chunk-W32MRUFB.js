const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{Ed as r}from"./chunk-WUCJCR5S.js";import"./chunk-FPUCTWO3.js";import"./chunk-AXKO7FI2.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
