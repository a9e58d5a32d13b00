const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as s}from"./chunk-FL365PNQ.js";import{r,x as e}from"./chunk-WWT3O45F.js";function c(n,i){try{let t=r(n,{throwIfNoEntry:!1});return!t?.isFile()||t.size>i?null:process.getuid===void 0||t.uid===process.getuid()&&(t.mode&18)===0?e(n,"utf8"):null}catch(t){if(s(t))return null;throw t}}export{c as a};
