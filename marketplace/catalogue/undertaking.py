"""The undertaking of confidentiality that is signed where a lister has written none of its own; in Chinese alone, as it binds."""

STANDARD = (
    "一、本单位查阅的资料只用于评估本项成果的转化合作，不用于其他目的。\n"
    "二、本单位只向为此目的确需知悉的人员提供资料，并使其承担同等的保密义务；未经登记单位书面同意，不向任何第三方披露。\n"
    "三、合作未达成或登记单位要求时，本单位停止使用并销毁所存资料。\n"
    "四、已经公开的、本单位此前已合法取得的，以及依法必须披露的信息，不受上述限制。\n"
    "五、保密义务自签署之日起五年有效；资料属于技术秘密的，至其公开之日为止。\n"
    "六、违反本承诺的，本单位赔偿由此造成的损失。"
)
