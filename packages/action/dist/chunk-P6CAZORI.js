const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{X as r}from"./chunk-ABLDXLZO.js";import"./chunk-FTCAUMFN.js";import"./chunk-AXKO7FI2.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
