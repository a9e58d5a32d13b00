const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import"./chunk-YRVATRD7.js";var e={id:"json",title:"Comparison as JSON",*render(r){yield`${JSON.stringify(r,null,2)}
`}};export{e as diffJson};
