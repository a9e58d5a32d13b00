const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{jd as r}from"./chunk-22TJMN5J.js";import"./chunk-CBDNABO2.js";import"./chunk-AXKO7FI2.js";var o={id:"json-1",title:"Report as JSON",*render(e){yield r(e)}};export{o as json};
