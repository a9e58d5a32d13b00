const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{Y as r}from"./chunk-ZSL2X32K.js";import"./chunk-DWBE6ID6.js";import"./chunk-AXKO7FI2.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
