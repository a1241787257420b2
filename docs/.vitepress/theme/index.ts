import DefaultTheme from "vitepress/theme";
import "./pairs.css";

export default DefaultTheme;
