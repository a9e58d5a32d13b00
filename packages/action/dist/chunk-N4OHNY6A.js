const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{Hd as r}from"./chunk-ABXWHRV5.js";import"./chunk-FPUCTWO3.js";import"./chunk-Y654QILL.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
